package wiring
import ("testing";"time";"switchboard/client/sandbox";"switchboard/store";"context";"switchboard/ui/cli";"switchboard/store/config";"switchboard/ui";"os")
func TestZZ(t *testing.T){
 os.Setenv("XDG_DATA_HOME","/tmp/sb/data-tt")
 for i:=0;i<3;i++{
 t0:=time.Now()
 w,err:=sandbox.New(sandbox.Options{Dir:"/tmp/sb/data-tt/switchboard/profiles/sandbox"}); if err!=nil{t.Fatal(err)}
 t1:=time.Now()
 db,err:=store.Open(context.Background(),"/tmp/sb/data-tt/switchboard/profiles/sandbox"); if err!=nil{t.Fatal(err)}
 t2:=time.Now()
 db.Close(); t3:=time.Now(); w.Close(); t4:=time.Now()
 t.Log("world",t1.Sub(t0),"store",t2.Sub(t1),"dbclose",t3.Sub(t2),"wclose",t4.Sub(t3))
 p:=Program{config.FindPaths()}
 t5:=time.Now()
 s,err:=p.open(context.Background(),cli.Flags{Sandbox:true}); if err!=nil{t.Fatal(err)}
 t6:=time.Now()
 m:=s.console(context.Background(),nil)
 t7:=time.Now()
 _ = ui.Options{}
 _ = m.View()
 t8:=time.Now()
 t.Log("open",t6.Sub(t5),"console",t7.Sub(t6),"view",t8.Sub(t7))
 s.close()
 }
}
