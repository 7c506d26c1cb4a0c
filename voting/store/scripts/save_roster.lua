-- Save an area's roster with the mails that come of it, if it is still at the revision it was judged
-- against and the area is there.
-- KEYS  1 the roster   2 the outbox   3 the area's document's hash
-- ARGV  1 revision expected ("0": nothing there yet)   2 new revision   3 hint channel   4 hint
--       5 how many fields of the roster change; then pairs: field and what to put there
--       then how many are deleted, and they; then how many mails are added; then pairs: id and mail
--       then how many ids of mails are deleted, and they; then how many ids of mails that are
--       deleted if they are still to be sent, and they
-- Returns 1 when saved, 0 when somebody else was first, -1 when there is no such area (nothing is
-- written then).
if redis.call('HEXISTS', KEYS[3], 'revision') == 0 then
  return -1
end
if (redis.call('HGET', KEYS[1], 'revision') or '0') ~= ARGV[1] then
  return 0
end
local at = 5
local function each(width, work)
  local last = at + width * tonumber(ARGV[at])
  for i = at + 1, last, width do
    work(ARGV[i], ARGV[i + 1])
  end
  at = last + 1
end
each(2, function(field, data) redis.call('HSET', KEYS[1], field, data) end)
each(1, function(field) redis.call('HDEL', KEYS[1], field) end)
each(2, function(mail, data) redis.call('HSET', KEYS[2], mail, data) end)
each(1, function(mail) redis.call('HDEL', KEYS[2], mail) end)
each(1, function(mail)
  local held = redis.call('HGET', KEYS[2], mail)
  -- Nothing is said of the state of one that waits.
  if held and (cjson.decode(held)['state'] or 'waiting') == 'waiting' then
    redis.call('HDEL', KEYS[2], mail)
  end
end)
redis.call('HSET', KEYS[3], 'mails', (redis.call('HGET', KEYS[3], 'mails') or 0) + 1)
redis.call('HSET', KEYS[1], 'revision', ARGV[2])
redis.call('PUBLISH', ARGV[3], ARGV[4])
return 1
