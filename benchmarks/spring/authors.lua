-- Five authors of a thousand, others in each request; TARGET is the path.
request = function()
  local ids = {}
  for i = 1, 5 do
    ids[i] = tostring(math.random(1, 1000))
  end
  return wrk.format("GET", (os.getenv("TARGET") or "/authors/graphs") .. "?ids=" .. table.concat(ids, ","))
end
