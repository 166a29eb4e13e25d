val p = "%s:«a%b»".format(x)
