-- Store, change or take back one person's reason for their rating in one round, or for their answer
-- in one cell of a round of several, whose reason is kept under "<person>:<cell>".
-- KEYS  1 gate   2 the round's reasons   3 the round's ballots
-- ARGV  1 round id   2 person   3 reason (JSON), "" to take it back   4 hint channel   5 hint
--       6 cell ("" in a round of one)
-- Returns "stored" | "closed" | "barred" | "unrated" | "shown". A reason that a trainer has shown
-- stays as it is. A person's second device speaks as that person, as it votes.
local person = ARGV[2]
if redis.call('HEXISTS', KEYS[3], person) == 0 then
  person = redis.call('HGET', KEYS[1], 'same:' .. person) or person
end
if redis.call('HEXISTS', KEYS[1], 'barred:' .. person) == 1 then
  return 'barred'
end
local cell, field = ARGV[6], person
local ballot = redis.call('HGET', KEYS[3], person)
if not ballot then
  return 'unrated'
end
if cell ~= '' then
  field = person .. ':' .. cell
  local said = cjson.decode(ballot)[3]
  if type(said) ~= 'table' or said.answers[cell] == nil then
    return 'unrated'
  end
end
local held = redis.call('HGET', KEYS[2], field)
if held then
  local id = cjson.decode(held)['id']
  if redis.call('HEXISTS', KEYS[1], 'shown:' .. id) == 1 then
    return 'shown'
  end
end
local round, about = unpack(redis.call('HMGET', KEYS[1], 'reasons', 'about'))
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[2], field)
elseif round ~= ARGV[1] or (about and about ~= cell) then
  return 'closed'
else
  redis.call('HSET', KEYS[2], field, ARGV[3])
end
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 'stored'
