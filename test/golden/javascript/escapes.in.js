const password = "«a\x62\u{63}\n»";
