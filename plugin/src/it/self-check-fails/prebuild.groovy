new File(basedir, 'checked_training.pt').bytes = new File(networks, '../../test/networks/checked_training.pt').bytes
return true
