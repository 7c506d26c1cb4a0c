-- Put a mail in the place of itself as it was, if it is there still.
-- KEYS  1 the outbox   2 the area's document's hash, which counts changes of the outbox
-- ARGV  1 id of the mail   2 the mail as it is expected to be, "" for whatever it is   3 the mail
-- Returns 1 when done, 0 when it is there no more, or is another by now.
local held = redis.call('HGET', KEYS[1], ARGV[1])
if not held or (ARGV[2] ~= '' and held ~= ARGV[2]) then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[2], 'mails', (redis.call('HGET', KEYS[2], 'mails') or 0) + 1)
return 1
