package beam

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/synthhub/synthhub"
)

// registry has the entities that this program holds, in the order of registration.
var registry struct {
	sync.Mutex
	entities []synthhub.Entity
}

// Register makes user-defined entities known to the workers, under the names of their tables. Call
// it at the start of main or in init functions, in every program that submits or carries out
// pipelines. It panics if the name is a governed table's or is registered already.
func Register(entities ...synthhub.Entity) {
	registry.Lock()
	defer registry.Unlock()
	for _, e := range entities {
		name := e.Table().Name()
		taken := func(other synthhub.Entity) bool { return other.Table().Name() == name }
		if slices.ContainsFunc(synthhub.Entities(), taken) {
			panic("beam: the name of a governed table cannot be registered: " + name)
		}
		if slices.ContainsFunc(registry.entities, taken) {
			panic("beam: two entities are registered under the name " + name)
		}
		registry.entities = append(registry.entities, e)
	}
}

// Registered returns the names of the registered entities, in the order of registration.
func Registered() []string {
	registry.Lock()
	defer registry.Unlock()
	names := []string{}
	for _, e := range registry.entities {
		names = append(names, e.Table().Name())
	}
	return names
}

// registered returns the entities of the names.
func registered(names []string) (entities []synthhub.Entity, err error) {
	known := Registered()
	registry.Lock()
	defer registry.Unlock()
	for _, name := range names {
		i := slices.Index(known, name)
		if i < 0 {
			return nil, fmt.Errorf("this program holds no entity %.63q; it holds %s; register it in the program that the workers run", name, strings.Join(append(known, "the governed tables"), ", "))
		}
		entities = append(entities, registry.entities[i])
	}
	return entities, nil
}
