import pytest
from api_program import *
pytestmark=pytest.mark.django_db
def test_it(program, open_day):
    print(program.get("/day")); print(program.get("/workshops"))
    a=program.register(wishes=[str(w.pk) for w in open_day.workshops.all()]); print(a.status_code,a.json(),a.headers)
    i=a.json()["id"]
    print(program.register(UUID(int=9),wishes=[str(KEY)]).json())
    print(program.ask("POST","/participants",{**ADA,"x":1,"email":3}).json())
    print(program.ask("PATCH",f"/participants/{i}",{"function":"x"}).json())
    print(program.ask("PATCH",f"/participants/{i}",{"function":"x"},If_Match='"1"').json())
    print(program.ask("PUT",f"/participants/{i}/wishes",{"wishes":[]},If_Match='"2"').json())
    print(program.get("/problem")); print(program.get("/participants?limit=1"))
    print(program.ask("GET","/participants?limit=x&state=q").json())
    print(program.ask("GET","/participants/1").json())
    print(program.ask("GET","/nowhere").content, program.ask("DELETE","/day").content, program.ask("POST",f"/participants/{i}/cancellation",{}).json())
    import json; from regiodag.api.document import document; json.dump(document(),open("/tmp/h6doc.json","w"),indent=1)
