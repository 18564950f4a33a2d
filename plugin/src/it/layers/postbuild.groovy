import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text

assert log =~ /layer +type +output +filters +parameters +receptive field +stride +compute/
assert log =~ /conv1 +Conv2d +4 × 32 × 32 +4 +\d+ +3 +1 +\d+\.\d %/
assert log =~ /conv2 +Conv2d +6 × 16 × 16 +6 +\d+ +\d+ +2 +\d+\.\d %/
assert log.indexOf('conv1 ') < log.indexOf('conv2 ')

def described = new JsonSlurper().parse(new File(basedir, 'target/layers.json'))
assert described.layers*.name == ['conv1', 'conv2']
assert described.layers*.shape == [[1, 4, 32, 32], [1, 6, 16, 16]]
assert described.layers[0].field.y == [size: 3, stride: 1, center: 0.0]

assert log.contains('is called convolution')
