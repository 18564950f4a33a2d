def log = new File(basedir, 'build.log').text

assert new File(basedir, 'target/featviz/index.html').isFile()
