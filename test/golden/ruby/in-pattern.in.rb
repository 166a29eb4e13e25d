case x
in '«s3cr3t»'
  1
end
