from cms.basepage.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
