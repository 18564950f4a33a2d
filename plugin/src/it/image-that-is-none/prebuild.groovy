new File(basedir, 'tiny.pt').bytes = new File(networks, 'tiny.pt').bytes
new File(basedir, 'words.png').text = 'These are words.'
return true
