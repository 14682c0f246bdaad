// Tables, images and formulas in the texts that a report quotes.
throw new Error('=cmd|\' /C calc\'!A0 | ![](http://127.0.0.1/x) <img src=x onerror=alert(1)> [4/4](javascript:alert(1)) | @sum(1+1)')
