<?php
#[Login('«s3cr3t»')]
class A {}
