const val P = "«s3cr3t»"

@Login(P)
class A
