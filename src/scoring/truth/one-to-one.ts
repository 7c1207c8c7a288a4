// SPDX-License-Identifier: Apache-2.0

/** A weight, a whole number above zero, for pairing one on the left with one on the right. */
export interface WeightedPair {
  readonly left: number
  readonly right: number
  readonly weight: number
}

const NONE = -1

/**
 * Pairs each on the left with at most one on the right so that the sum of weights is greatest and, among such, most are
 * paired. Exact: shortest augmenting paths (Hungarian method in its sparse form, Jonker and Volgenant 1987), which stay
 * within a connected block. Returns the right partner of each left, -1 for none. Equal answers fall to the pair that is
 * listed first.
 */
export function pairOneToOne(
  leftSize: number,
  rightSize: number,
  pairs: readonly WeightedPair[],
): Int32Array {
  const edges = collectEdges(leftSize, rightSize, pairs)
  // Column `rightSize + left` stands for leaving that left one alone, at no cost.
  const columns = rightSize + leftSize
  const rowOfColumn = new Int32Array(columns).fill(NONE)
  const columnOfRow = new Int32Array(leftSize).fill(NONE)
  const rowPrice = new Float64Array(leftSize)
  const columnPrice = new Float64Array(columns)
  const distance = new Float64Array(columns).fill(Infinity)
  const cameFrom = new Int32Array(columns)
  const heap = createHeap()

  for (let start = 0; start < leftSize; start++) {
    rowPrice[start] = Infinity
    edges.forEach(start, (column, cost) => {
      rowPrice[start] = Math.min(rowPrice[start]!, cost - columnPrice[column]!)
    })
    const touched: number[] = []
    const settled: number[] = []
    const reach = (row: number, base: number): void => {
      edges.forEach(row, (column, cost) => {
        const found = base + cost - rowPrice[row]! - columnPrice[column]!
        if (found >= distance[column]!) return
        if (distance[column] === Infinity) touched.push(column)
        distance[column] = found
        cameFrom[column] = row
        heap.push(found, column)
      })
    }
    reach(start, 0)
    let end = NONE
    let length = 0
    while (end === NONE) {
      const { key, item: column } = heap.pop()
      if (key > distance[column]!) continue
      if (rowOfColumn[column] === NONE) {
        end = column
        length = key
      } else {
        settled.push(column)
        distance[column] = key
        reach(rowOfColumn[column]!, key)
      }
    }
    rowPrice[start] = rowPrice[start]! + length
    for (const column of settled) {
      if (distance[column]! >= length) continue
      rowPrice[rowOfColumn[column]!]! += length - distance[column]!
      columnPrice[column]! -= length - distance[column]!
    }
    for (let column = end; column !== NONE;) {
      const row = cameFrom[column]!
      const next = columnOfRow[row]!
      rowOfColumn[column] = row
      columnOfRow[row] = column
      column = row === start ? NONE : next
    }
    for (const column of touched) distance[column] = Infinity
    heap.clear()
  }
  return columnOfRow.map((column) => (column < rightSize ? column : NONE))
}

interface Edges {
  /** Calls with each column the row may take and its cost; the last is to stay alone. */
  forEach(row: number, visit: (column: number, cost: number) => void): void
}

function collectEdges(leftSize: number, rightSize: number, pairs: readonly WeightedPair[]): Edges {
  const start = new Uint32Array(leftSize + 1)
  for (const { left } of pairs) start[left + 1]!++
  for (let row = 0; row < leftSize; row++) start[row + 1]! += start[row]!
  const next = start.slice(0, leftSize)
  const columns = new Uint32Array(pairs.length)
  const costs = new Float64Array(pairs.length)
  // One pair more always counts less than one unit of weight more.
  const scale = Math.min(leftSize, rightSize) + 1
  for (const { left, right, weight } of pairs) {
    const at = next[left]!++
    columns[at] = right
    costs[at] = -(weight * scale + 1)
  }
  return {
    forEach(row, visit) {
      for (let k = start[row]!; k < start[row + 1]!; k++) visit(columns[k]!, costs[k]!)
      visit(rightSize + row, 0)
    },
  }
}

interface Heap {
  push(key: number, item: number): void
  pop(): { readonly key: number; readonly item: number }
  clear(): void
}

/** A binary heap by key, then item, so that ties never depend on history. */
function createHeap(): Heap {
  const keys: number[] = []
  const items: number[] = []
  const before = (a: number, b: number) =>
    keys[a]! < keys[b]! || (keys[a] === keys[b] && items[a]! < items[b]!)
  const swap = (a: number, b: number) => {
    const [key, item] = [keys[a]!, items[a]!]
    keys[a] = keys[b]!
    items[a] = items[b]!
    keys[b] = key
    items[b] = item
  }
  return {
    push(key, item) {
      let at = keys.push(key) - 1
      items.push(item)
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (!before(at, parent)) return
        swap(at, parent)
        at = parent
      }
    },
    pop() {
      const [key, item] = [keys[0], items[0]]
      if (key === undefined || item === undefined) throw new RangeError('the heap is empty')
      swap(0, keys.length - 1)
      keys.pop()
      items.pop()
      for (let at = 0; ;) {
        let least = at
        for (const child of [2 * at + 1, 2 * at + 2]) {
          if (child < keys.length && before(child, least)) least = child
        }
        if (least === at) return { key, item }
        swap(at, least)
        at = least
      }
    },
    clear() {
      keys.length = 0
      items.length = 0
    },
  }
}
