-- Save a workshop document, if it is still at the revision it was judged against.
-- KEYS  1 document   2 gate   3 log   4 a hash that the decision also rests on (or the gate)
--       5, 6 ballots and reasons of the round in which ballots change hands (or the gate)
--       7 ballots of a round that is saved as closed only unless there is exactly one, or exactly one
--       that answers one of its cells (or the gate)
--       8, 9 what was rated ahead, and its reasons, and 10, 11 ballots and reasons of the round that
--       those of one domain become (or the gate)
-- ARGV  1 revision expected ("0": no workshop yet)   2 new revision   3 document   4 log entry
--       5 hint channel   6 hint   7, 8 field and value that must stand in KEYS[4] ("" for neither)
--       9 what takes that value's place ("": it stays)   10 domain of which what was rated ahead
--       becomes a round ("" for none)   11 of the round of KEYS[7] the cells, where a ballot may leave
--       one out: JSON, of each the keys that answer it ("" where it can't)   12 how many lines of the
--       log change   13.. pairs: id in the log, entry to put there; then how many ballots change hands, pairs of
--       the person who cast it and the one whose it becomes ("" for nobody's); then pairs: field of
--       the gate, value
-- Returns 1 when saved, 0 when somebody else was first, 2 when both of a pair have a ballot and how
-- many pairs there are was given as a number below 0 (nothing is written then).
local now = redis.call('HGET', KEYS[2], 'revision') or '0'
if now ~= ARGV[1] then
  return 0
end
if ARGV[7] ~= '' and redis.call('HGET', KEYS[4], ARGV[7]) ~= ARGV[8] then
  return 0
end
if KEYS[7] ~= KEYS[2] and redis.call('HLEN', KEYS[7]) == 1 then
  return 0
end
if ARGV[11] ~= '' then
  local said = {}
  for _, ballot in ipairs(redis.call('HVALS', KEYS[7])) do
    local rating = cjson.decode(ballot)[3]
    said[#said + 1] = type(rating) == 'table' and rating['answers'] or true
  end
  for _, keys in ipairs(cjson.decode(ARGV[11])) do
    local answer_it = 0
    for _, answers in ipairs(said) do
      for _, key in ipairs(keys) do
        if answers == true or answers[key] ~= nil then
          answer_it = answer_it + 1
          break
        end
      end
    end
    if answer_it == 1 then
      return 0
    end
  end
end
if ARGV[9] ~= '' then
  redis.call('HSET', KEYS[4], ARGV[7], ARGV[9])
end
local rest = 13 + 2 * tonumber(ARGV[12])
if rest > 13 then
  -- A line of a stream can't be changed in place: the log is written anew, every line under its id.
  local changed = {}
  for i = 13, rest - 1, 2 do
    changed[ARGV[i]] = ARGV[i + 1]
  end
  local lines = redis.call('XRANGE', KEYS[3], '-', '+')
  redis.call('DEL', KEYS[3])
  for _, line in ipairs(lines) do
    redis.call('XADD', KEYS[3], line[1], 'entry', changed[line[1]] or line[2][2])
  end
end
-- (No line of the log and no reason changes with pairs of this kind.)
local many = tonumber(ARGV[rest])
if many < 0 then
  many = -many
  for i = rest + 1, rest + 2 * many, 2 do
    if redis.call('HEXISTS', KEYS[5], ARGV[i]) == 1 and redis.call('HEXISTS', KEYS[5], ARGV[i + 1]) == 1 then
      return 2
    end
  end
end
redis.call('SET', KEYS[1], ARGV[3])
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'revision', ARGV[2], 'seal', redis.sha1hex(ARGV[3]))

-- Of two ballots the one that came later counts; where both came in the same millisecond, which no
-- clock can part, that of the person who stays. It takes the higher sequence of both, so that whatever
-- either device still has on its way is a repeat or an older one.
local function merged(one, other)
  local first, one_says, one_at = string.match(one, '^%[(%d+),(.*),(%d+)%]$')
  local second, other_says, other_at = string.match(other, '^%[(%d+),(.*),(%d+)%]$')
  if tonumber(second) > tonumber(first) then
    first = second
  end
  if tonumber(one_at) > tonumber(other_at) then
    return '[' .. first .. ',' .. one_says .. ',' .. one_at .. ']', true
  end
  return '[' .. first .. ',' .. other_says .. ',' .. other_at .. ']', false
end

-- A person's reasons: under their id, or under it and a cell in a round of several.
local function reasons_of(person)
  local found, mine = {}, person .. ':'
  for _, field in ipairs(redis.call('HKEYS', KEYS[6])) do
    if field == person or string.sub(field, 1, #mine) == mine then
      found[field] = string.sub(field, #person + 1)
    end
  end
  return found
end

local first_of_gate = rest + 1 + 2 * many
for i = rest + 1, first_of_gate - 1, 2 do
  local from, to = ARGV[i], ARGV[i + 1]
  local ballot = redis.call('HGET', KEYS[5], from)
  if ballot then
    local held = to ~= '' and redis.call('HGET', KEYS[5], to)
    local newer = true
    if held then
      ballot, newer = merged(ballot, held)
    end
    redis.call('HDEL', KEYS[5], from)
    if to ~= '' then
      redis.call('HSET', KEYS[5], to, ballot)
    end
    -- a reason stays beside the rating that it was written for
    if to ~= '' and newer then
      for field in pairs(reasons_of(to)) do
        redis.call('HDEL', KEYS[6], field)
      end
    end
    for field, about in pairs(reasons_of(from)) do
      if to ~= '' and newer then
        redis.call('HSET', KEYS[6], to .. about, redis.call('HGET', KEYS[6], field))
      end
      redis.call('HDEL', KEYS[6], field)
    end
  end
end
if ARGV[10] ~= '' then
  local ending = ':' .. ARGV[10]
  for from, to in pairs({[8] = 10, [9] = 11}) do
    redis.call('DEL', KEYS[to])  -- a round of this id that a failover lost
    local held = redis.call('HGETALL', KEYS[from])
    for i = 1, #held, 2 do
      local field = held[i]
      if string.sub(field, -#ending) == ending and string.sub(field, 1, 7) ~= 'sector:' then
        redis.call('HSET', KEYS[to], string.sub(field, 1, -#ending - 1), held[i + 1])
        if from == 9 then
          redis.call('HDEL', KEYS[from], field)  -- so that a trainer can take it down for good
        end
      end
    end
  end
end
for i = first_of_gate, #ARGV, 2 do
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
end
redis.call('XADD', KEYS[3], '*', 'entry', ARGV[4])
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
