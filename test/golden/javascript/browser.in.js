document.getElementById("a").value = "«s3cr3t»";
