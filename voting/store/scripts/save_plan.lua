-- Save a plan if it is still at the revision it was judged against and its owner is still there, and
-- say which of its questions are open and whose suggestions are taken. The answers to questions that
-- are no more, and suggestions that are wanted no more, go in the same step.
-- KEYS  1 the plan's hash   2 its log   3 answers   4 suggestions
--       5 the owner's document, if it is an area   6 its gate, if it is a workshop
-- ARGV  1 revision expected ("0": nothing there yet)   2 new revision   3 document   4 log entry
--       5 hint channel   6 hint   7 "1": the log begins anew with this entry
--       8 how many questions are no more; then their ids; then how many workshops whose suggestions
--       go; then their ids; then pairs of what the plan's hash is to say: a name ("open:" and a
--       question's id, or "takes:" and a workshop), and a value
-- Returns 1 when saved, 0 when somebody else was first, -1 when the owner is erased (nothing is
-- written then).
if redis.call('HEXISTS', KEYS[6], 'revision') == 0
  and redis.call('HEXISTS', KEYS[5], 'revision') == 0 then
  return -1
end
if (redis.call('HGET', KEYS[1], 'revision') or '0') ~= ARGV[1] then
  return 0
end

local function drop(key, prefix)
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, 1, #prefix) == prefix then
      redis.call('HDEL', key, field)
    end
  end
end

drop(KEYS[1], 'open:')
drop(KEYS[1], 'takes:')
redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'document', ARGV[3],
  'seal', redis.sha1hex(ARGV[3]))
if ARGV[7] == '1' then
  redis.call('DEL', KEYS[2])
end
redis.call('XADD', KEYS[2], '*', 'entry', ARGV[4])
local at = 8
for _, key in ipairs({KEYS[3], KEYS[4]}) do
  for i = at + 1, at + tonumber(ARGV[at]) do
    drop(key, ARGV[i] .. ':')
  end
  at = at + tonumber(ARGV[at]) + 1
end
for i = at, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
