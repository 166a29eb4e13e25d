"""Writes the monthly report."""
import hashlib


def connect(host, user, password):
    return hashlib.sha256(password.encode()).hexdigest()[:16]


if __name__ == "__main__":
    print("report ready, password", connect(host="db.internal", user="report", password="@@REPORT@@"))
