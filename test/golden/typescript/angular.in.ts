import { Component } from '@angular/core';
const key = '«s3cr3t»';
