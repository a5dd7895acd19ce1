package config

import (
	"errors"
	"fmt"
)

// readKeyFile reads one key of the private file: "" when it has none. A file
// that others can read is refused whole, whatever is in it.
func readKeyFile(path, profile, provider string) (string, error) {
	text, err := readPrivate(path)
	if err != nil {
		return "", err
	}
	tree, problem := decode(path, text)
	if problem != nil {
		return "", *problem
	}
	v, ok := lookupPath(tree, []string{profile, provider})
	if !ok {
		return "", nil
	}
	key, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("%s: %s.%s: write the key in quotes", path, profile, provider)
	}
	return key, nil
}

// readPrivate reads the file of keys; one that is absent is empty.
func readPrivate(path string) (string, error) {
	text, mode, err := readText(path)
	switch {
	case errors.Is(err, errAbsent):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("%s: %w", path, err)
	case exposed(mode):
		return "", fmt.Errorf("%s can be read by others and is not used; run: chmod 600 '%s'", path, path)
	}
	return text, nil
}

// writeKeyFile puts one key into the private file and leaves the rest as it is.
func writeKeyFile(path, profile, provider, key string) error {
	text, err := readPrivate(path)
	if err != nil {
		return err
	}
	if text == "" {
		text = "# Keys and sessions of Switchboard, by profile. Nobody else may read this file.\n"
	}
	text, err = edit(path, text, []change{{[]string{profile, provider}, quote(key)}})
	if err != nil {
		return err
	}
	return writeText(path, text)
}
