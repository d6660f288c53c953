package paper

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/official"
)

// storedBody is a Body as JSON: each block under the name of its type.
type storedBody struct {
	Bases   []string      `json:"bases,omitempty"`
	Blocks  []storedBlock `json:"blocks"`
	Annexes []storedAnnex `json:"annexes,omitempty"`
}

type storedAnnex struct {
	Number    string        `json:"number,omitempty"`
	Title     string        `json:"title"`
	Landscape bool          `json:"landscape,omitempty"`
	Blocks    []storedBlock `json:"blocks"`
}

type storedBlock struct {
	Heading   *official.Heading   `json:"heading,omitempty"`
	Paragraph *official.Paragraph `json:"paragraph,omitempty"`
	Blank     *official.Blank     `json:"blank,omitempty"`
	Table     *official.Table     `json:"table,omitempty"`
	Landscape *[]storedBlock      `json:"landscape,omitempty"`
}

// MarshalJSON keeps the type of every block.
func (b Body) MarshalJSON() ([]byte, error) {
	s := storedBody{Bases: b.Bases}
	var err error
	s.Blocks, err = storeBlocks(b.Blocks)
	if err != nil {
		return nil, err
	}
	for _, a := range b.Annexes {
		blocks, err := storeBlocks(a.Blocks)
		if err != nil {
			return nil, err
		}
		s.Annexes = append(s.Annexes, storedAnnex{a.Number, a.Title, a.Landscape, blocks})
	}
	return json.Marshal(s)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (b *Body) UnmarshalJSON(text []byte) error {
	var s storedBody
	err := json.Unmarshal(text, &s)
	if err != nil {
		return err
	}
	*b = Body{Bases: s.Bases}
	b.Blocks, err = loadBlocks(s.Blocks)
	if err != nil {
		return err
	}
	for _, a := range s.Annexes {
		blocks, err := loadBlocks(a.Blocks)
		if err != nil {
			return err
		}
		b.Annexes = append(b.Annexes, official.Annex{Number: a.Number, Title: a.Title, Landscape: a.Landscape, Blocks: blocks})
	}
	return nil
}

func storeBlocks(blocks []official.Block) (all []storedBlock, err error) {
	for _, b := range blocks {
		var s storedBlock
		switch b := b.(type) {
		case official.Heading:
			s.Heading = &b
		case official.Paragraph:
			s.Paragraph = &b
		case official.Blank:
			s.Blank = &b
		case official.Table:
			s.Table = &b
		case official.Landscape:
			var inside []storedBlock
			inside, err = storeBlocks(b.Blocks)
			s.Landscape = &inside
		default:
			err = fmt.Errorf("a paper cannot hold a block of type %T", b)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func loadBlocks(stored []storedBlock) (all []official.Block, err error) {
	for _, s := range stored {
		switch {
		case s.Heading != nil:
			all = append(all, *s.Heading)
		case s.Paragraph != nil:
			all = append(all, *s.Paragraph)
		case s.Blank != nil:
			all = append(all, *s.Blank)
		case s.Table != nil:
			all = append(all, *s.Table)
		case s.Landscape != nil:
			blocks, err := loadBlocks(*s.Landscape)
			if err != nil {
				return nil, err
			}
			all = append(all, official.Landscape{Blocks: blocks})
		default:
			return nil, errors.New("a stored paper has a block without content")
		}
	}
	return all, nil
}
