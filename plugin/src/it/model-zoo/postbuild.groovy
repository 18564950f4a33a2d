context.get('server').stop(0)

assert context.get('requests').any { it.endsWith('metadata.json') }
assert new File(basedir, 'target/featviz/data/gallery.json').text.contains('djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18')
