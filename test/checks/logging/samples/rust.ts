import type { Samples } from './sample';

export const rust: Samples = {
  language: 'rust',
  file: 'main.rs',
  around: (statement) => `use log::info;

#[derive(Debug, Clone)]
pub struct Account { pub name: String, pub password: String }
pub struct Quiet { pub name: String, pub password: String }
#[derive(Debug)]
pub struct Wrapped { pub name: String, pub password: SecretString }

impl Login {
    pub fn run(&self, request: &Request, user: &str, password: &str, api_key: Option<String>, account: Account, quiet: Quiet, wrapped: Wrapped) -> Result<(), Error> {
        ${statement}
        Ok(())
    }
}
`,
  leaks: [
    'println!("{}", password);',
    'let mut key = [0u8; 32]; pbkdf2::derive(&SHA256, 10, &salt, user, &mut key[..]); debug!("key = {:?}", key);',
    'println!("{password}");',
    'println!("{user} {password:?}");',
    'println!("{p}", p = password);',
    'println!("{} {}", user, &password);',
    'eprintln!("pw {}", password.to_string());',
    'print!("{}", account.password);',
    'eprintln!("{:?}", self . password);',
    'dbg!(password);',
    'dbg!(&account);',
    'info!("pw {}", password);',
    'log::debug!("pw {}", password);',
    'tracing::info!(password, "x");',
    'tracing::info!(token = %password, "x");',
    'tracing::info!(user, p = ?password, "x");',
    'info!(target: "x", "pw {}", password);',
    'error!(logger, "x"; "p" => password);',
    'panic!("bad {}", password);',
    'panic!("bad {password}");',
    'return Err(anyhow!("bad {}", password));',
    'bail!("bad {}", password);',
    'assert!(ok, "bad {}", password);',
    'println!("{:?}", account);',
    'println!("{account:?}");',
    'println!("{:?}", api_key);',
    'println!("{}", api_key.as_deref().unwrap_or("none"));',
    'println!("{}", std::env::var("API_KEY").unwrap());',
    'println!("{}", env::var("DB_PASSWORD")?);',
    'let x = format!("pw {}", password); println!("{}", x);',
    'let x = "pw ".to_string() + password; println!("{}", x);',
    'let mut x = String::new(); x.push_str(password); println!("{}", x);',
    'let x = vec![user, password]; println!("{:?}", x);',
    'let x = if ok { "none" } else { password }; println!("{}", x);',
    'let x = match user { "a" => password, _ => "none" }; println!("{}", x);',
    'if let Some(k) = api_key { println!("{}", k); }',
    'match api_key { Some(k) => println!("{k}"), None => {} }',
    'let Account { name, password } = account; println!("{}", password);',
    'let x = Account { name: user.into(), password: password.into() }; println!("{:?}", x);',
    'for p in [password] { println!("{}", p); }',
    'println!("{}", format!("{}", password));',
    'writeln!(io::stderr(), "{}", password)?;',
    'span.record("p", password);',
    'info!("{}", wrapped.password.expose_secret());',
  ],
  clean: [
    'println!("password");',
    'println!("password of {}", user);',
    'println!("{{password}}");',
    'println!("{}", password.len());',
    'println!("{}", password.is_empty());',
    'println!("{}", api_key.is_some());',
    'println!("{}", password == user);',
    'println!("{}", account.name);',
    'println!("{:?}", quiet);',
    'println!("{:?}", wrapped);',
    'println!("{}", mask(password));',
    'println!("{}", &password[..4]);',
    'println!("{}", sha256(password));',
    'let x = redact(password); println!("{}", x);',
    'let x = hash(password); println!("{x}");',
    'if password.is_empty() { println!("none {}", password); }',
    'write!(f, "{}", password)?;',
    'writeln!(file, "{}", password)?;',
    'client.login(user, password);',
    'let ok = verify(password); println!("{}", ok);',
    'println!("{} {}", token_type, secret_name);',
    'println!("{token_type} {password_length}");',
    'info!(next_page_token, "x");',
    'let x = password; let x = "none"; println!("{}", x);',
    'let x = format!("{}", password); send(x);',
    'println!("{:?}", std::env::var("HOME"));',
  ],
};
