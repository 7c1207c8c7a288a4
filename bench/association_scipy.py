# SPDX-License-Identifier: Apache-2.0
"""Exact ST-DBSCAN with scipy's cKDTree, timed on the points of the association bench.

Usage: association_scipy.py POINTS ROUNDS, where POINTS holds float64 x, y, z (centimetres), t (milliseconds), latitude
and longitude (degrees), column after column. Prints one line of JSON with the best time of each way, pairs, clusters and a digest of the labels.
The coordinates are handed over ready, so that only the association is timed.
"""
import hashlib
import json
import sys
import time

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

REACH = 100_000.0
REACH_MS = 86_400_000.0
MINIMUM = 3
RADIUS = 637_100_880.0


def near(xyz, t, first, second):
    close = np.abs(t[first] - t[second]) <= REACH_MS
    first, second = first[close], second[close]
    d = xyz[first] - xyz[second]
    close = (d * d).sum(axis=1) <= REACH * REACH
    return first[close], second[close]


def pairs_by_box(xyz, t, latitude, longitude):
    """Four dimensions, time scaled to the reach: a cube of candidates."""
    tree = cKDTree(np.c_[xyz, t * (REACH / REACH_MS)])
    found = tree.query_pairs(REACH * (1 + 1e-9), p=np.inf, output_type="ndarray")
    return near(xyz, t, found[:, 0], found[:, 1])


def pairs_by_plane(xyz, t, latitude, longitude):
    """Three dimensions: latitude, longitude and time, each scaled so that a cube holds whatever is within reach."""
    height = np.degrees(2 * np.arcsin((REACH + 10) / (2 * RADIUS)))
    widest = np.abs(latitude).max() + height
    width = np.degrees(np.arcsin(np.sin(np.radians(height)) / np.cos(np.radians(widest))))
    tree = cKDTree(np.c_[latitude / height, longitude / width, t / REACH_MS])
    found = tree.query_pairs(1 + 1e-9, p=np.inf, output_type="ndarray")
    return near(xyz, t, found[:, 0], found[:, 1])


def pairs_by_slabs(xyz, t, latitude, longitude):
    """One tree per reach of time; each is joined with itself and with the next (points come in order of time)."""
    firsts, seconds = [], []
    edges = np.searchsorted(t, np.arange(t[0], t[-1] + 2 * REACH_MS, REACH_MS))
    trees = [cKDTree(xyz[a:b]) if b > a else None for a, b in zip(edges[:-1], edges[1:])]
    for k, tree in enumerate(trees):
        if tree is None:
            continue
        own = tree.query_pairs(REACH * (1 + 1e-12), output_type="ndarray") + edges[k]
        firsts.append(own[:, 0])
        seconds.append(own[:, 1])
        if k + 1 == len(trees) or trees[k + 1] is None:
            continue
        found = tree.sparse_distance_matrix(trees[k + 1], REACH * (1 + 1e-12), output_type="ndarray")
        firsts.append(found["i"] + edges[k])
        seconds.append(found["j"] + edges[k + 1])
    return near(xyz, t, np.concatenate(firsts), np.concatenate(seconds))


def cluster(n, first, second):
    neighbours = np.bincount(first, minlength=n) + np.bincount(second, minlength=n)
    core = neighbours + 1 >= MINIMUM
    both = core[first] & core[second]
    graph = coo_matrix((np.ones(both.sum(), dtype=np.int8), (first[both], second[both])), shape=(n, n))
    _, component = connected_components(graph, directed=False)
    label = np.full(n, -1, dtype=np.int64)
    cores = np.flatnonzero(core)
    seen, position = np.unique(component[cores], return_index=True)
    number = np.full(component.max() + 1, -1, dtype=np.int64)
    number[seen[np.argsort(position)]] = np.arange(len(seen))
    label[cores] = number[component[cores]]
    left = ~core[first] & core[second]
    right = core[first] & ~core[second]
    border = np.concatenate([first[left], second[right]])
    by = np.concatenate([second[left], first[right]])
    order = np.argsort(-by, kind="stable")
    label[border[order]] = label[by[order]]
    return label, len(seen)


def main():
    data = np.fromfile(sys.argv[1]).reshape(6, -1)
    xyz, t, latitude, longitude = np.ascontiguousarray(data[:3].T), *data[3:]
    result = {}
    for way in (pairs_by_box, pairs_by_plane, pairs_by_slabs):
        best = np.inf
        for _ in range(int(sys.argv[2])):
            start = time.perf_counter()
            first, second = way(xyz, t, latitude, longitude)
            label, clusters = cluster(len(t), first, second)
            best = min(best, time.perf_counter() - start)
        result[way.__name__.removeprefix("pairs_by_")] = {
            "milliseconds": best * 1e3,
            "pairs": len(first),
            "clusters": clusters,
            "noise": int((label < 0).sum()),
            "digest": hashlib.sha256(label.astype("<i4").tobytes()).hexdigest(),
        }
    print(json.dumps(result))


main()
