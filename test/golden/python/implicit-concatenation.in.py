key = ("abc"
       "«s3cr3t»"
       "def")
