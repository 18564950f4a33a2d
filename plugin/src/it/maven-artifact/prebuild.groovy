def folder = new File(localRepositoryPath, 'io/github/featviz/it/tiny-network/1')
folder.mkdirs()
new File(folder, 'tiny-network-1.pt').bytes = new File(networks, 'tiny.pt').bytes
return true
