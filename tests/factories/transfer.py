import uuid

import factory

from network.transfer.models import Adoption
from tests.factories.municipalities import MunicipalityFactory


class AdoptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Adoption

    municipality = factory.SubFactory(MunicipalityFactory)
    idea_key = factory.Sequence(lambda number: uuid.UUID(int=number))
