from typing import Literal
P = Literal["«s3cr3t»"]
