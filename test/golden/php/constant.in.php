<?php
const PASSWORD = '«s3cr3t»';
