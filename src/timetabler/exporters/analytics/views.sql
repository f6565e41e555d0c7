-- What people ask for most, over the tables of schema.sql. DuckDB and PostgreSQL.

CREATE VIEW agg_class_subject_week AS
SELECT
  f.timetable_id, f.class_id, f.subject_id,
  SUM(f.minutes) AS taught_minutes,
  MAX(r.required_minutes) AS required_minutes,
  SUM(f.minutes) - MAX(r.required_minutes) AS delta_minutes,
  ROUND(100.0 * SUM(f.minutes) / MAX(r.required_minutes), 1) AS pct_of_required,
  COUNT(DISTINCT f.lesson_id) AS lessons,
  COUNT(DISTINCT p.day_no) AS days_touched,
  SUM(CASE WHEN f.is_specialist THEN f.minutes ELSE 0 END) AS specialist_minutes
FROM fact_lesson f
JOIN dim_period p USING (period_id)
LEFT JOIN curriculum_requirement r ON r.class_id = f.class_id AND r.subject_id = f.subject_id
WHERE NOT f.is_group
GROUP BY f.timetable_id, f.class_id, f.subject_id;

CREATE VIEW agg_teacher_week AS
SELECT
  s.timetable_id, s.teacher_id, t.display_name, t.fte,
  SUM(CASE WHEN s.activity = 'face_to_face' THEN s.minutes ELSE 0 END) AS face_to_face_minutes,
  SUM(CASE WHEN s.activity = 'release' THEN s.minutes ELSE 0 END) AS release_minutes,
  SUM(CASE WHEN s.activity = 'free' THEN s.minutes ELSE 0 END) AS free_minutes,
  COUNT(DISTINCT s.lesson_id) AS lessons,
  COUNT(DISTINCT s.room_id) AS distinct_rooms,
  COUNT(DISTINCT CASE WHEN s.activity = 'face_to_face' THEN p.day_no END) AS days_teaching
FROM fact_staff_time s
JOIN dim_teacher t USING (teacher_id)
JOIN dim_period p USING (period_id)
GROUP BY s.timetable_id, s.teacher_id, t.display_name, t.fte;

CREATE VIEW agg_room_use AS
SELECT
  u.timetable_id, r.room_id, r.room_name, r.kind,
  COUNT(*) AS used_periods,
  SUM(u.minutes) AS class_minutes
FROM dim_room r
JOIN (
  SELECT timetable_id, room_id, period_id, SUM(minutes) AS minutes
  FROM fact_lesson GROUP BY timetable_id, room_id, period_id
) u USING (room_id)
GROUP BY u.timetable_id, r.room_id, r.room_name, r.kind;

CREATE VIEW agg_period_cover AS
SELECT
  s.timetable_id, p.period_id, p.day_name, p.period_label, p.start_time,
  COUNT(DISTINCT CASE WHEN s.activity = 'face_to_face' THEN s.teacher_id END) AS teaching,
  COUNT(DISTINCT CASE WHEN s.activity = 'release' THEN s.teacher_id END) AS released,
  COUNT(DISTINCT CASE WHEN s.activity = 'free' THEN s.teacher_id END) AS free,
  COUNT(DISTINCT CASE WHEN s.activity = 'free' AND t.role = 'specialist' THEN s.teacher_id END)
    AS specialists_free
FROM fact_staff_time s
JOIN dim_period p USING (period_id)
JOIN dim_teacher t USING (teacher_id)
GROUP BY s.timetable_id, p.period_id, p.day_name, p.period_label, p.start_time;
