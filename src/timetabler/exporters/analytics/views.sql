-- What people ask for most, over the tables of schema.sql: for each timetable that is in them.
-- The files data/agg_*.csv have the same rows. Plain SQL, tested in DuckDB and SQLite.

CREATE VIEW agg_class_subject_week AS
SELECT
  f.timetable_id, f.class_id, f.subject_id,
  (SELECT COUNT(*) FROM dim_week w WHERE w.timetable_id = f.timetable_id) AS weeks,
  SUM(f.minutes) AS taught_minutes,
  MAX(r.required_minutes) AS required_minutes,
  SUM(f.minutes) - MAX(r.required_minutes) AS delta_minutes,
  FLOOR(0.5 + 1000.0 * SUM(f.minutes) / NULLIF(MAX(r.required_minutes), 0)) / 10
    AS pct_of_required,
  COUNT(DISTINCT f.lesson_id) AS lessons,
  COUNT(DISTINCT p.day_no) AS days_touched,
  SUM(CASE WHEN f.is_specialist THEN f.minutes ELSE 0 END) AS specialist_minutes
FROM fact_lesson f
JOIN dim_period p USING (timetable_id, period_id)
LEFT JOIN curriculum_requirement r ON r.timetable_id = f.timetable_id
  AND r.class_id = f.class_id AND r.subject_id = f.subject_id
WHERE NOT f.is_group
GROUP BY f.timetable_id, f.class_id, f.subject_id;

CREATE VIEW agg_teacher_week AS
WITH work AS (  -- and until when there was work before it
  SELECT
    s.timetable_id, s.teacher_id, p.week_id, p.day_no, s.start_time, s.end_time, s.minutes,
    MAX(s.end_time) OVER (
      PARTITION BY s.timetable_id, s.teacher_id, p.day_no ORDER BY s.start_time, s.end_time
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until
  FROM fact_staff_time s
  JOIN dim_period p USING (timetable_id, period_id)
  WHERE s.activity IN ('face_to_face', 'meeting', 'support', 'duty')
), begun AS (  -- whether a new run of work begins with it
  SELECT
    w.*,
    CASE
      WHEN w.until IS NULL THEN 1
      WHEN w.until >= w.start_time THEN 0
      WHEN EXISTS (
        SELECT 1 FROM dim_period b
        WHERE b.timetable_id = w.timetable_id AND b.kind = 'break' AND b.day_no = w.day_no
          AND b.start_time < w.start_time AND b.end_time > w.until
      ) THEN 1
      WHEN EXISTS (
        SELECT 1 FROM fact_staff_time f JOIN dim_period b USING (timetable_id, period_id)
        WHERE f.timetable_id = w.timetable_id AND f.teacher_id = w.teacher_id
          AND b.day_no = w.day_no
          AND f.activity NOT IN ('face_to_face', 'meeting', 'support', 'duty')
          AND f.start_time < w.start_time AND f.end_time > w.until
      ) THEN 1
      ELSE 0
    END AS begins
  FROM work w
), numbered AS (
  SELECT
    b.*,
    SUM(b.begins) OVER (
      PARTITION BY b.timetable_id, b.teacher_id, b.day_no ORDER BY b.start_time, b.end_time
      ROWS UNBOUNDED PRECEDING
    ) AS run
  FROM begun b
), runs AS (
  SELECT timetable_id, teacher_id, week_id, SUM(minutes) AS minutes
  FROM numbered GROUP BY timetable_id, teacher_id, week_id, day_no, run
), longest AS (
  SELECT timetable_id, teacher_id, week_id, MAX(minutes) AS minutes
  FROM runs GROUP BY timetable_id, teacher_id, week_id
), released AS (
  SELECT timetable_id, teacher_id, week_id, SUM(minutes) AS minutes
  FROM fact_release WHERE counts GROUP BY timetable_id, teacher_id, week_id
), met AS (
  SELECT s.timetable_id, s.teacher_id, p.week_id, l.class_id
  FROM fact_staff_time s
  JOIN dim_period p USING (timetable_id, period_id)
  JOIN fact_lesson l ON l.timetable_id = s.timetable_id AND l.lesson_id = s.lesson_id
  UNION
  SELECT l.timetable_id, l.teacher_id, p.week_id, l.class_id
  FROM fact_lesson l JOIN dim_period p USING (timetable_id, period_id) WHERE l.is_home_time
), classes AS (
  SELECT timetable_id, teacher_id, week_id, COUNT(DISTINCT class_id) AS classes
  FROM met GROUP BY timetable_id, teacher_id, week_id
), sums AS (
  SELECT
    s.timetable_id, s.teacher_id, p.week_id,
    SUM(CASE WHEN s.activity = 'face_to_face' THEN s.minutes ELSE 0 END) AS face_to_face_minutes,
    SUM(CASE WHEN s.activity = 'duty' THEN s.minutes ELSE 0 END) AS duty_minutes,
    SUM(CASE WHEN s.activity = 'support' THEN s.minutes ELSE 0 END) AS support_minutes,
    SUM(CASE WHEN s.activity = 'meeting' THEN s.minutes ELSE 0 END) AS meeting_minutes,
    SUM(CASE WHEN s.activity = 'free' THEN s.minutes ELSE 0 END) AS free_minutes,
    COUNT(DISTINCT s.room_id) AS distinct_rooms,
    COUNT(DISTINCT CASE WHEN s.activity = 'face_to_face' THEN s.lesson_id END) AS lessons,
    COUNT(DISTINCT CASE WHEN s.activity = 'face_to_face' THEN p.day_no END) AS days_teaching
  FROM fact_staff_time s
  JOIN dim_period p USING (timetable_id, period_id)
  GROUP BY s.timetable_id, s.teacher_id, p.week_id
)
SELECT
  s.timetable_id, s.teacher_id, s.week_id, t.fte,
  s.face_to_face_minutes,
  t.face_to_face_cap_minutes AS cap_minutes,
  t.face_to_face_cap_minutes - s.face_to_face_minutes AS headroom_minutes,
  COALESCE(r.minutes, 0) AS release_minutes,
  t.release_entitlement_minutes AS entitlement_minutes,
  COALESCE(r.minutes, 0) - t.release_entitlement_minutes AS release_delta,
  s.duty_minutes, s.support_minutes, s.meeting_minutes, s.free_minutes,
  COALESCE(x.minutes, 0) AS longest_run_without_break_min,
  s.distinct_rooms,
  COALESCE(c.classes, 0) AS distinct_classes,
  s.lessons, s.days_teaching
FROM sums s
JOIN dim_teacher t ON t.timetable_id = s.timetable_id AND t.teacher_id = s.teacher_id
LEFT JOIN released r ON r.timetable_id = s.timetable_id AND r.teacher_id = s.teacher_id
  AND r.week_id = s.week_id
LEFT JOIN longest x ON x.timetable_id = s.timetable_id AND x.teacher_id = s.teacher_id
  AND x.week_id = s.week_id
LEFT JOIN classes c ON c.timetable_id = s.timetable_id AND c.teacher_id = s.teacher_id
  AND c.week_id = s.week_id;

CREATE VIEW agg_room_use AS
WITH gone_on AS (  -- a meeting has a room, and no class in it
  SELECT timetable_id, room_id, course_id, period_id, minutes FROM fact_lesson
  UNION ALL
  SELECT timetable_id, room_id, course_id, period_id, 0
  FROM fact_staff_time WHERE activity = 'meeting'
)
SELECT
  r.timetable_id, r.room_id,
  COALESCE(u.slots, 0) AS used_slots,
  r.available_slots,
  FLOOR(0.5 + 1000.0 * COALESCE(u.slots, 0) / NULLIF(r.available_slots, 0)) / 10 AS use_pct,
  COALESCE(u.minutes, 0) AS class_minutes
FROM dim_room r
LEFT JOIN (
  SELECT timetable_id, room_id, COUNT(DISTINCT period_id) AS slots, SUM(minutes) AS minutes
  FROM (
    SELECT timetable_id, room_id, period_id, minutes FROM gone_on
    UNION ALL
    SELECT l.timetable_id, c.room_id, l.period_id, l.minutes
    FROM gone_on l
    JOIN course_resource c ON c.timetable_id = l.timetable_id AND c.course_id = l.course_id
  ) used
  GROUP BY timetable_id, room_id
) u ON u.timetable_id = r.timetable_id AND u.room_id = r.room_id;

CREATE VIEW agg_period_cover AS
SELECT
  p.timetable_id, p.period_id,
  COALESCE(c.classes, 0) AS classes_running,
  COALESCE(s.teaching, 0) AS teaching,
  COALESCE(s.released, 0) AS released,
  COALESCE(s.teachers_free, 0) AS teachers_free,
  COALESCE(s.specialists_free, 0) AS specialists_free
FROM dim_period p
LEFT JOIN (
  SELECT timetable_id, period_id, COUNT(DISTINCT class_id) AS classes
  FROM fact_lesson GROUP BY timetable_id, period_id
) c ON c.timetable_id = p.timetable_id AND c.period_id = p.period_id
LEFT JOIN (
  SELECT
    f.timetable_id, f.period_id,
    COUNT(DISTINCT CASE WHEN f.activity = 'face_to_face' THEN f.teacher_id END) AS teaching,
    COUNT(DISTINCT CASE WHEN f.activity = 'release' THEN f.teacher_id END) AS released,
    COUNT(DISTINCT CASE WHEN f.activity = 'free' AND d.role IN ('class_teacher', 'specialist')
      THEN f.teacher_id END) AS teachers_free,
    COUNT(DISTINCT CASE WHEN f.activity = 'free' AND d.role = 'specialist'
      THEN f.teacher_id END) AS specialists_free
  FROM fact_staff_time f
  JOIN dim_teacher d USING (timetable_id, teacher_id)
  GROUP BY f.timetable_id, f.period_id
) s ON s.timetable_id = p.timetable_id AND s.period_id = p.period_id
WHERE p.kind IN ('lesson', 'home');

CREATE VIEW agg_duty_fairness AS
WITH duty AS (
  SELECT timetable_id, teacher_id, COUNT(*) AS duties, SUM(minutes) AS minutes,
    SUM(points) AS points
  FROM fact_duty GROUP BY timetable_id, teacher_id
), shared AS (
  SELECT
    d.timetable_id, d.teacher_id, d.fte,
    COALESCE(f.duties, 0) AS duties,
    COALESCE(f.minutes, 0) AS minutes,
    COALESCE(f.points, 0) AS points,
    CAST(d.duty_share_minutes AS DECIMAL(12, 4)) AS share
  FROM dim_teacher d
  LEFT JOIN duty f ON f.timetable_id = d.timetable_id AND f.teacher_id = d.teacher_id
  WHERE d.duty_share_minutes IS NOT NULL OR f.duties > 0
)
SELECT
  timetable_id, teacher_id, duties,
  minutes AS duty_minutes,
  CAST(minutes / fte AS DECIMAL(12, 4)) AS duty_minutes_per_fte,
  points AS duty_points,
  share AS share_minutes,
  CAST(points - share AS DECIMAL(12, 4)) AS difference_minutes,
  CAST(MAX(ABS(points - share)) OVER (PARTITION BY timetable_id) AS DECIMAL(12, 4)) AS spread
FROM shared;

CREATE VIEW agg_change AS
WITH changes AS (
  SELECT
    timetable_id,
    SUM(CASE WHEN change = 'moved' THEN 1 ELSE 0 END) AS moved,
    SUM(CASE WHEN change = 'otherwise' THEN 1 ELSE 0 END) AS otherwise,
    SUM(CASE WHEN change = 'new' THEN 1 ELSE 0 END) AS come,
    SUM(CASE WHEN change = 'gone' THEN 1 ELSE 0 END) AS gone,
    SUM(CASE WHEN change = 'duty' THEN 1 ELSE 0 END) AS duties
  FROM timetable_change GROUP BY timetable_id
), seen AS (
  SELECT
    timetable_id,
    COUNT(DISTINCT CASE WHEN who = 'teacher' THEN who_id END) AS teachers,
    COUNT(DISTINCT CASE WHEN who = 'class' THEN who_id END) AS classes
  FROM change_seen_by GROUP BY timetable_id
)
SELECT
  t.timetable_id, t.previous_version,
  COALESCE(c.moved, 0) AS lessons_moved,
  COALESCE(c.otherwise, 0) AS lessons_otherwise,
  COALESCE(c.come, 0) AS lessons_new,
  COALESCE(c.gone, 0) AS lessons_gone,
  COALESCE(c.duties, 0) AS duties_changed,
  COALESCE(s.teachers, 0) AS teachers_affected,
  COALESCE(s.classes, 0) AS classes_affected
FROM dim_timetable t
LEFT JOIN changes c ON c.timetable_id = t.timetable_id
LEFT JOIN seen s ON s.timetable_id = t.timetable_id
WHERE t.previous_version IS NOT NULL;
