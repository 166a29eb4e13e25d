<?php
return ['password' => getenv('PG_PASSWORD') ?: throw new \RuntimeException('PG_PASSWORD is not set')];
