-- Save a plan if it is still at the revision it was judged against and its owner is still there, and
-- say which of its questions are open and whose suggestions are taken. What changes beside it does so
-- in the same step.
-- KEYS  1 the plan's hash   2 its log   3 answers   4 suggestions
--       5 the owner's document, if it is an area   6 its gate, if it is a workshop
-- ARGV  1 revision expected ("0": nothing there yet)   2 new revision   3 document
--       4 what was typed since the last line of the log (JSON, "" for nothing)   5 hint channel   6 hint
--       7 "1": the log begins anew
--       8.. lists, each as how many and then so many:
--       what answers begin with that go, and what suggestions begin with that go
--       pairs of field and value: answers that come, and suggestions that come
--       fields of answers that are out, and fields of answers of which only the newest stays, in groups
--       each ended by "" (of two of one moment the first)
--       pairs of a line's id in the log, and what to put there
--       lines that the log gets
--       pairs of what the plan's hash is to say: a name ("open:" and a question's id, or "takes:" and a
--       workshop), and a value
-- Returns 1 when saved, 0 when somebody else was first, -1 when the owner is erased (nothing is
-- written then).
if redis.call('HEXISTS', KEYS[6], 'revision') == 0
  and redis.call('HEXISTS', KEYS[5], 'revision') == 0 then
  return -1
end
if (redis.call('HGET', KEYS[1], 'revision') or '0') ~= ARGV[1] then
  return 0
end

local at = 8
local function list()
  local found = {}
  for i = at + 1, at + tonumber(ARGV[at]) do
    found[#found + 1] = ARGV[i]
  end
  at = at + #found + 1
  return found
end

local function drop(key, prefix)
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, 1, #prefix) == prefix then
      redis.call('HDEL', key, field)
    end
  end
end

local function set(key, pairs_)
  for i = 1, #pairs_, 2 do
    redis.call('HSET', key, pairs_[i], pairs_[i + 1])
  end
end

for _, key in ipairs({KEYS[3], KEYS[4]}) do
  for _, prefix in ipairs(list()) do
    drop(key, prefix)
  end
end
set(KEYS[3], list())
set(KEYS[4], list())
for _, field in ipairs(list()) do
  redis.call('HDEL', KEYS[3], field)
end
local newest, moment
for _, field in ipairs(list()) do
  local held = field ~= '' and redis.call('HGET', KEYS[3], field)
  if field == '' then
    newest = nil
  elseif held then
    local came = tonumber(string.match(held, '(%d+)%]$'))
    if newest and came <= moment then
      redis.call('HDEL', KEYS[3], field)
    else
      if newest then
        redis.call('HDEL', KEYS[3], newest)
      end
      newest, moment = field, came
    end
  end
end

local lines, changed = list(), {}
for i = 1, #lines, 2 do
  changed[lines[i]] = lines[i + 1]
end
if #lines > 0 then
  -- A line of a stream can't be changed in place: the log is written anew, every line under its id.
  local all = redis.call('XRANGE', KEYS[2], '-', '+')
  redis.call('DEL', KEYS[2])
  for _, line in ipairs(all) do
    redis.call('XADD', KEYS[2], line[1], 'entry', changed[line[1]] or line[2][2])
  end
end
if ARGV[7] == '1' then
  redis.call('DEL', KEYS[2])
end
for _, line in ipairs(list()) do
  redis.call('XADD', KEYS[2], '*', 'entry', line)
end

drop(KEYS[1], 'open:')
drop(KEYS[1], 'takes:')
redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'document', ARGV[3],
  'seal', redis.sha1hex(ARGV[3]))
if ARGV[4] == '' then
  redis.call('HDEL', KEYS[1], 'typed')
else
  redis.call('HSET', KEYS[1], 'typed', ARGV[4])
end
set(KEYS[1], list())
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
