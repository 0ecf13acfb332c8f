"""時間外の当番: who may be called while a desk is closed, and for what."""
