def folder = new File(localRepositoryPath, 'io/github/featviz/it/tiny-network/1')
folder.mkdirs()
new File(folder, 'tiny-network-1.pt').bytes = new File(networks, 'tiny.pt').bytes

// What the page tells users to write, with coordinates of the tests' own.
def page = new File(networks, '../../../docs/networks.md').text
def network = page.split('## An artifact')[1].split('```yaml\n')[1].split('\n```')[0]
        .replace('com.acme:eyes:pt:1.0', 'io.github.featviz.it:tiny-network:pt:1')
def spec = new File(basedir, 'featviz.yml')
spec.text = spec.text.replace('NETWORK', network)
return true
