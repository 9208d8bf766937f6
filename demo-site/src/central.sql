SELECT id::text AS id,
       to_char(accepted_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') AS accepted_at,
       level,
       item_name,
       step_kind AS step,
       indicators,
       comment,
       channel,
       round,
       consent_contact,
       consent_publish,
       case_no,
       step_no
  FROM haochaping.evaluations
 WHERE accepted_at > now() - interval '31 days'
   AND level = ANY ($1)
   AND channel = ANY ($2)
   AND starts_with(case_no, $3)
 ORDER BY stored_at DESC
 LIMIT $4
