package a

func f() {
	const p = "«s3cr3t»"
	g(p)
}
