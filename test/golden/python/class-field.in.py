class Config:
    password: str = "«s3cr3t»"
