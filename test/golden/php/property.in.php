<?php
class A
{
    private string $password = '«s3cr3t»';
}
