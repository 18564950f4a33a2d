context.get('server').stop(0)

assert context.get('requests') == ['/tiny.pt']
assert new File(basedir, 'target/featviz/index.html').isFile()
assert new File(basedir, 'target/featviz/data/gallery.json').text.contains('http://127.0.0.1:')
