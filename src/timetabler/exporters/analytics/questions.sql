-- What a leader asks of a timetable, for DuckDB: after schema.sql, load.sql and views.sql.
-- Each question is about one timetable. If several are in the database, add timetable_id to what is
-- selected and grouped, or WHERE timetable_id = '...'.

-- 1. Is every class taught what was asked for?
-- Minutes in the cycle for each class and subject, home time (which is what is left) included. Where
-- they are not what the school file asks for, the difference stands in brackets.
PIVOT (
  SELECT
    class_id, subject_id,
    taught_minutes || CASE WHEN delta_minutes <> 0 THEN ' (' || delta_minutes || ')' ELSE '' END
      AS minutes
  FROM agg_class_subject_week
) ON subject_id USING FIRST(minutes) ORDER BY class_id;

-- 2. Does everybody have the release they are due?
-- Minutes in each week, shortest first. A job share has a row for each of the two.
SELECT
  t.display_name AS teacher, w.week_id AS week, t.fte,
  w.entitlement_minutes AS due, w.release_minutes AS given, w.release_delta AS difference
FROM agg_teacher_week w
JOIN dim_teacher t USING (timetable_id, teacher_id)
WHERE t.role = 'class_teacher'
ORDER BY difference, teacher, week;

-- 3. Is yard duty shared fairly?
-- Minutes in the cycle; the share is what fte would give exactly. Whoever has most above it is first.
SELECT
  t.display_name AS person, t.fte, f.duties, f.duty_minutes,
  ROUND(f.duty_minutes_per_fte, 1) AS per_fte,
  ROUND(f.share_minutes, 1) AS share, ROUND(f.difference_minutes, 1) AS difference
FROM agg_duty_fairness f
JOIN dim_teacher t USING (timetable_id, teacher_id)
ORDER BY f.difference_minutes DESC NULLS LAST, person;

-- 4. Which rooms are full, and which have space?
-- The rooms that classes share; a slot is a period in which a room is open.
SELECT
  r.room_name AS room, u.used_slots AS used, u.available_slots AS open, u.use_pct AS percent
FROM agg_room_use u
JOIN dim_room r USING (timetable_id, room_id)
WHERE r.kind = 'shared'
ORDER BY percent DESC, room;

-- 5. Who could take a class on Tuesday in the third session?
-- Who is free comes first; who is released would lose release. Put in your own day and period.
SELECT
  t.display_name AS person, t.role, s.activity, s.start_time AS "from", s.end_time AS "to"
FROM fact_staff_time s
JOIN dim_period p USING (timetable_id, period_id)
JOIN dim_teacher t USING (timetable_id, teacher_id)
WHERE p.weekday = 2 AND p.period_label = 'S3'
  AND s.activity IN ('free', 'release') AND t.role IN ('class_teacher', 'specialist')
ORDER BY s.activity, person, "from";

-- 6. What is lost to holidays?
-- Minutes of lessons on days of a term without school, and what the class with the most of it loses.
-- The school file has to have dates; holidays of a cycle that is not by the week lose nothing.
WITH lost AS (
  SELECT f.timetable_id, f.subject_id, f.class_id, SUM(f.minutes) AS minutes
  FROM dim_date d
  JOIN dim_period p USING (timetable_id, week_id, weekday)
  JOIN fact_lesson f USING (timetable_id, period_id)
  WHERE NOT d.is_school_day AND NOT f.is_group
  GROUP BY ALL
)
SELECT
  subject_id AS subject, COUNT(*) AS classes, SUM(minutes) AS minutes,
  MAX(minutes) AS most_of_one_class
FROM lost
GROUP BY subject_id
ORDER BY minutes DESC, subject;

-- 7. Who works longest without a break?
-- Minutes in a row of lessons, meetings, support and duty, with neither a break nor a free moment between.
SELECT t.display_name AS person, t.role, w.week_id AS week, w.longest_run_without_break_min AS minutes
FROM agg_teacher_week w
JOIN dim_teacher t USING (timetable_id, teacher_id)
ORDER BY minutes DESC, person, week
LIMIT 10;

-- 8. When could the teams meet?
-- Periods in which all class teachers of a team who are at school are released or free, two at least.
WITH members AS (
  SELECT DISTINCT timetable_id, c.team_id, l.teacher_id
  FROM fact_lesson l
  JOIN team_class c USING (timetable_id, class_id)
  WHERE l.is_home_time
)
SELECT
  m.team_id AS team, p.day_name AS day, p.period_label AS period,
  STRING_AGG(DISTINCT t.display_name, ', ' ORDER BY t.display_name) AS people
FROM members m
JOIN dim_teacher t USING (timetable_id, teacher_id)
JOIN fact_staff_time s USING (timetable_id, teacher_id)
JOIN dim_period p USING (timetable_id, period_id)
WHERE s.activity <> 'absent' AND p.kind = 'lesson'
GROUP BY m.timetable_id, m.team_id, p.day_no, p.day_name, p.sequence, p.period_label
HAVING COUNT(DISTINCT m.teacher_id) > 1 AND BOOL_AND(s.activity IN ('release', 'free'))
ORDER BY team, p.day_no, p.sequence;

-- 9. How evenly are the days of the specialists filled?
-- Minutes with pupils on each day of the week; of a cycle of several weeks, in all of them.
SELECT
  t.display_name AS specialist, t.fte,
  SUM(s.minutes) FILTER (p.weekday = 1) AS mon,
  SUM(s.minutes) FILTER (p.weekday = 2) AS tue,
  SUM(s.minutes) FILTER (p.weekday = 3) AS wed,
  SUM(s.minutes) FILTER (p.weekday = 4) AS thu,
  SUM(s.minutes) FILTER (p.weekday = 5) AS fri,
  SUM(s.minutes) AS total
FROM fact_staff_time s
JOIN dim_period p USING (timetable_id, period_id)
JOIN dim_teacher t USING (timetable_id, teacher_id)
WHERE t.role = 'specialist' AND s.activity = 'face_to_face'
GROUP BY t.teacher_id, t.display_name, t.fte
ORDER BY specialist;

-- 10. What is different from the timetable before, and who sees it?
-- Only if the export was told of a previous timetable.
WITH seen AS (
  SELECT
    s.timetable_id, s.change_no,
    STRING_AGG(COALESCE(t.display_name, c.class_name), ', '
      ORDER BY s.who, COALESCE(t.display_name, c.class_name)) AS people
  FROM change_seen_by s
  LEFT JOIN dim_teacher t
    ON t.timetable_id = s.timetable_id AND s.who = 'teacher' AND t.teacher_id = s.who_id
  LEFT JOIN dim_class c
    ON c.timetable_id = s.timetable_id AND s.who = 'class' AND c.class_id = s.who_id
  WHERE s.who <> 'room'
  GROUP BY s.timetable_id, s.change_no
)
SELECT
  COALESCE(c.course_id, c.duty) AS what,
  CASE WHEN c.change = 'duty' THEN c.old_teachers ELSE CONCAT_WS(', ', c.old_time, c.old_room) END
    AS before,
  CASE WHEN c.change = 'duty' THEN c.new_teachers ELSE CONCAT_WS(', ', c.new_time, c.new_room) END
    AS now,
  s.people AS seen_by
FROM timetable_change c
LEFT JOIN seen s USING (timetable_id, change_no)
ORDER BY c.change_no;

-- 11. Which wishes are not met, and what do they cost?
SELECT text AS wish, who AS asked_by, note, deviation, cost
FROM unmet_wish
ORDER BY cost DESC, wish_id;

-- 12. How much of the week is each class with its own teacher?
-- Minutes in the cycle, and how many different people lead what it does.
SELECT
  c.class_name AS class,
  SUM(l.minutes) FILTER (NOT l.is_specialist) AS own_teacher,
  SUM(l.minutes) FILTER (l.is_specialist) AS others,
  ROUND(100.0 * SUM(l.minutes) FILTER (NOT l.is_specialist) / SUM(l.minutes), 1) AS percent_own,
  COUNT(DISTINCT l.teacher_id) AS people
FROM fact_lesson l
JOIN dim_class c USING (timetable_id, class_id)
WHERE NOT l.is_group
GROUP BY c.class_id, c.class_name
ORDER BY percent_own, class;
