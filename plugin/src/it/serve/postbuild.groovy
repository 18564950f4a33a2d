def log = new File(basedir, 'build.log').text

assert log =~ /The gallery is at http:\/\/localhost:\d+\/ until you press Ctrl\+C/
assert new File(basedir, 'target/featviz/index.html').text.contains('<html')
