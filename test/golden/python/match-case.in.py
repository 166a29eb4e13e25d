match x:
    case "«s3cr3t»":
        pass
