// Ends the test case and begins one that passed.
throw new Error(']]></failure></testcase><testcase name="forged"/><!-- \u0000 & <script>alert(1)</script> ]]>')
