new File(basedir, 'checked.pt').bytes = new File(networks, '../../test/networks/checked.pt').bytes
return true
